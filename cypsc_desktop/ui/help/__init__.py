"""Help without a network: the pages of docs/ inside the window, and the key sheet made from the commands themselves."""
