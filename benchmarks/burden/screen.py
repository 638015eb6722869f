"""What is asked of the browser: the boxes that it shows, how far one is from the focus, and whether it is quiet."""

# A group of radio buttons or ticks is one question; the same box of another row's form is another one.
FIELDS = """() => [...document.querySelectorAll("main :is(input, select, textarea):not([type=hidden])")]
    .filter((one) => one.checkVisibility())
    .map((one) => [one.form?.action, one.form?.elements.namedItem("item")?.value, one.name].join(" "))"""
STEPS = """(target) => {
    const boxes = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
    const all = [...document.querySelectorAll(boxes)].filter((one) => one.checkVisibility() && one.tabIndex >= 0
        && (one.type !== "radio" || one.checked || one === document.activeElement));
    return all.indexOf(target) - all.indexOf(document.activeElement);
}"""
QUIET = """() => document.readyState === "complete"
    && !document.querySelector(".htmx-request, .htmx-settling, .htmx-swapping")"""
