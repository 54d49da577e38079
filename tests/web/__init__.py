"""The page and the site for the public: what they hold, and that anybody can read them."""
