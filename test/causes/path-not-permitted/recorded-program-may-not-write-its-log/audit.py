import logging

logging.basicConfig(filename="/var/log/audit.log", level=logging.INFO)
logging.info("started")
