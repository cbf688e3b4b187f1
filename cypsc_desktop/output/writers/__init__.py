"""How a document is written: DOCX, XLSX, ODF, PDF, HTML and CSV, a module each."""
