"""Who is named for content closer than their office gives: sensitive sections, and who people are."""
