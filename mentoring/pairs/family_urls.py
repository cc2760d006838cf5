urlpatterns: list = []

# Pages of nobody's school: whoever has the link may open them.
family: list = []
