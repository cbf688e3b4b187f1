"""Papers in: PDF, DOCX, HTML and text become an ImportReport. Reads files, writes nothing."""
