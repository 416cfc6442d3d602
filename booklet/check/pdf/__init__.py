"""A finished PDF and questions to ask it. Any PDF will do, also a broken or a hostile one."""
