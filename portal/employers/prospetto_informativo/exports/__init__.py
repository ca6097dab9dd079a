"""The prospetto as files: XML for the ministry's node, PDF to read, XLSX to check figures."""
