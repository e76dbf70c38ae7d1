DATABASE_URL=sqlite:///local.db
