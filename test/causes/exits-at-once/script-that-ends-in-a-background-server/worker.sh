mkdir -p /var/log/worker
python /srv/worker.py > /var/log/worker/out.log &
