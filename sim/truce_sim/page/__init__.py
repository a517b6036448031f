"""The page of `explore`: a truce under sliders, on the same histories, and how it is served."""
