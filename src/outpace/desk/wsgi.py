"""The desk as a WSGI application, for the server that runs it."""

import os

from django.core.wsgi import get_wsgi_application

from outpace.desk.accounts.secrets import check_secrets
from outpace.desk.home import find_home
from outpace.desk.life.editions_kept import open_editions

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "outpace.desk.settings")
check_secrets(find_home(), os.environ)
open_editions(find_home())
application = get_wsgi_application()


def _listen() -> None:
    from outpace.desk.life.unread import listen_to_requests

    listen_to_requests()


_listen()
