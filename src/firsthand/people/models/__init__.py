from .author import Author
from .circle import Circle, Membership
from .role import RoleHeld
from .sign_in_link import SignInLink
from .user import Standing, User

__all__ = ["Author", "Circle", "Membership", "RoleHeld", "SignInLink", "Standing", "User"]
