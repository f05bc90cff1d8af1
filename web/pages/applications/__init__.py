"""Applications for a place in the register: the applicant's pages, and the officers' desk."""
