urlpatterns: list = []

# For whoever holds a link: pages of no school in particular.
answering: list = []
