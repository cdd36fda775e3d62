"""The web app: reads the workspace and draws; whatever computes is the command line in another process."""
