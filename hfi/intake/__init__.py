"""The way in: referral, visitation, enrolment, and the joint assessment in which the story is told once."""
