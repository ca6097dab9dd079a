// What htmx leaves to us. Every page works without this file.
