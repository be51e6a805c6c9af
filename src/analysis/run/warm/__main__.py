"""``python -m analysis.run.warm``: started by the provisioner, never by hand."""

from analysis.run.warm.parent import main

main()
