"""Addresses of task roles, offers of them, decision rights, and running a project."""

from django.urls import path

from projects.urls.base import at
from projects.views import host_powers, right, right_use, role, role_offer

urlpatterns = [
    path(f"{at}roles/", role.role_list, name="role-list"),
    path(f"{at}roles/new/", role.role_new, name="role-new"),
    path(f"{at}roles/library/", role.role_library, name="role-library"),
    path(f"{at}roles/<int:pk>/", role.role_detail, name="role-detail"),
    path(f"{at}roles/<int:pk>/edit/", role.role_edit, name="role-edit"),
    path(f"{at}roles/<int:pk>/take/", role.role_take, name="role-take"),
    path(f"{at}roles/<int:pk>/give-up/", role.role_give_up, name="role-give-up"),
    path(f"{at}roles/<int:pk>/ask/", role_offer.role_ask, name="role-ask"),
    path(f"{at}roles/<int:pk>/propose/", right.role_propose, name="role-propose"),
    path(f"{at}offers/<int:pk>/take/", role_offer.role_offer_take, name="role-offer-take"),
    path(f"{at}offers/<int:pk>/end/", role_offer.role_offer_end, name="role-offer-end"),
    path(f"{at}rights/<int:pk>/", right.right_detail, name="right-detail"),
    path(f"{at}rights/<int:pk>/yes/", right.right_yes, name="right-yes"),
    path(f"{at}rights/<int:pk>/yes/take-back/", right.right_take_back_yes, name="right-take-back-yes"),
    path(f"{at}rights/<int:pk>/take-back/", right.right_take_back, name="right-take-back"),
    path(f"{at}rights/<int:pk>/end/", right.right_end, name="right-end"),
    path(f"{at}rights/<int:pk>/used/", right_use.right_used, name="right-used"),
    path(f"{at}rights/used/<int:pk>/take-back/", right_use.used_right_take_back, name="used-right-take-back"),
    path(f"{at}who-decides/used/", right_use.used_right_list, name="used-right-list"),
    path(f"{at}who-decides/", role.power_map, name="power-map"),
    path(f"{at}running-it/", host_powers.host_powers, name="host-powers"),
    path(f"{at}running-it/ask/", host_powers.host_powers_ask, name="host-powers-ask"),
    path(f"{at}me/stop-running/", host_powers.stop_running, name="stop-running"),
]
