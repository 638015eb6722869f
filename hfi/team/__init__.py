"""Who works with a family: attachments, handing families over, absences and substitutes."""
