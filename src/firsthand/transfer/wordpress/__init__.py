"""WordPress: its export files (WXR) read, their posts turned into documents, and brought in as stories."""
