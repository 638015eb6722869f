"""Icons of the page's sprite, and whole ones for paper."""

import pytest
from lucide import IconDoesNotExist

from hfi.icons import BASE_ICONS, icon, inline_icon, sprite


def test_the_sprite_holds_each_icon_once():
    drawn = sprite([*BASE_ICONS, "house", "house"])
    assert drawn.count('id="i-house"') == 1
    assert all(f'id="i-{name}"' in drawn for name in BASE_ICONS)


def test_an_unknown_icon_is_refused():
    with pytest.raises(IconDoesNotExist):
        sprite(["no-such-icon"])


def test_names_labels_and_colours_are_escaped():
    assert "<b>" not in icon("<b>", "<b>")
    assert "<b>" not in inline_icon("house", '"><b>', "<b>")
