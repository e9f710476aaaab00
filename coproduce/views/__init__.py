"""Pages that belong to everybody: public.py (front, help, errors, leave), home.py, health.py, demo.py, mail.py, act.py."""
