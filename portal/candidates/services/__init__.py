"""Services activated for a person (services.md §7): coaching and peer support, before a plan and inside one."""
