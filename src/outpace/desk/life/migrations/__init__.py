"""Migrations: tables, policies and grants together."""
