"""Signs in with httpx. Usage: sign_in.py URL LOGIN PASSWORD; prints the protected page."""

import html
import re
import sys

import httpx

url, login, password = sys.argv[1:]
with httpx.Client(follow_redirects=True) as client:
    page = client.get(url)
    page.raise_for_status()
    action = html.unescape(re.search(r'action="(/login[^"]*)"', page.text).group(1))
    token = re.search(r'name="_csrf" value="([^"]*)"', page.text).group(1)
    form = {"_csrf": token, "username": login, "password": password}
    protected = client.post(page.url.join(action), data=form)
    protected.raise_for_status()
    print(protected.text)
