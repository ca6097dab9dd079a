"""Names of the story, which never change: those printed at start, so this module imports next to nothing."""

COMPANY, COMPANY_HOST = "Officine Lariane", "officine-lariane.example"
ADMINISTRATOR, RECRUITER = "Giulia Rota", "Davide Fumagalli"
TUTOR, LEARNER = "Paolo Riva", "Silvia Invernizzi"

COORDINATOR, COUNSELLOR, COLLEAGUE = "Elena Brambilla", "Marta Bonfanti", "Luca Colombo"
PSYCHOLOGIST, SOCIAL_WORKER = "Francesca Mauri", "Chiara Spreafico"
LAWYER, COACH = "Ivan Panzeri", "Sara Castagna"
DATA_PROTECTION_OFFICER, PLATFORM_ADMINISTRATOR = "Roberto Ghezzi", "Andrea Valsecchi"
EMPLOYMENT_CENTRE_OPERATOR = "Stefano Ripamonti"
SERVICE, SOCIAL_SERVICE = "SIL Lecco", "Servizio sociale di base di Lecco"
PLATFORM, TERRITORY = "Gestore della piattaforma", "Ambito territoriale di Lecco"
EMPLOYMENT_CENTRE, PROVIDER = "Collocamento mirato di Lecco", "Accanto al lavoro"
