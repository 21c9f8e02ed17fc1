# selon: the two commands are `make demo` and `make test`; `make help` lists the rest.
