"""What somebody is writing and has not saved: kept on the server, sealed, until they save it or throw it away."""
