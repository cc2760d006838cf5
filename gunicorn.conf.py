"""How gunicorn runs the product: in `make serve` and in the container alike."""

import multiprocessing

worker_class = "gthread"
workers = min(multiprocessing.cpu_count(), 4)
threads = 4
timeout = 60
max_requests = 2000
max_requests_jitter = 200
control_socket_disable = True  # nobody steers it but the service manager
