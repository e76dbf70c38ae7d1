import argparse
import csv

parser = argparse.ArgumentParser()
parser.add_argument("--from", dest="source", default="/data/sample.csv")
with open(parser.parse_args().source, newline="") as file:
    for row in csv.reader(file):
        print(row)
