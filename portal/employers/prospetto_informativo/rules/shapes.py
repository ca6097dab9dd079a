"""How the module wants its values written, with the words that say so."""

import re

TAX_CODE = re.compile(r"[A-Z]{6}[0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]|[0-9]{11}")
FOREIGN_TAX_CODE = re.compile(rf"{TAX_CODE.pattern}|[A-Z]{{2}}[0-9A-Z]{{1,97}}")
ATECO = re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}")
CCNL = re.compile(r"[0-9A-Z]{3}|[A-Z]{2}")
CAP = re.compile(r"[0-9]{5}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
QUALIFICATION = re.compile(r"([0-9]\.){5}[0-9]{1,2}")
CONTRACT = re.compile(r"[A-Z](\.[0-9]{2}){2}")
THREE_DIGITS = re.compile(r"[0-9]{3}")
REGION = re.compile(r"[0-9]{2}")
COMMUNICATION_CODE = re.compile(r"[0-9A-Za-z]{16}")
PROTOCOL = re.compile(r"[0-9A-Za-z]{8}")

LONGEST_EMAIL, LONGEST_PHONE = 80, 15
LONGEST_LINE, LONGEST_NAME, LONGEST_WORDS, LONGEST_NOTE = 100, 50, 200, 2000
