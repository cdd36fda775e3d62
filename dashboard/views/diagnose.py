"""Diagnose."""

import streamlit as st

from engine.words import _

st.title(_("Diagnose"))
