TRACE = False
