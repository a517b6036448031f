"""What each study answers, as typed values: a module for each question, and what all share."""
