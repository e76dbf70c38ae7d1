#!/usr/bin/env python3
amounts = {"may": 120, "june": 90}
print(sum(amounts.values()) / len([m for m in amounts if m == "july"]))
