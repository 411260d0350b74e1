import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

application = get_wsgi_application()
gc.freeze()  # the program itself is never garbage, and looking through it anew costs a fifth of composing
