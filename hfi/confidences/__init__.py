"""Confidential notes: a child's confidence, a report of concern; for named people of one department."""
