"""Services to companies (services.md §9): a company asks, the service assigns, a professional answers and meets."""
