"""What people run on a table: describe and the most frequent values of every column.

python tables.py pandas|pandas-pyarrow|polars <file.csv or file.parquet>
"""

import sys

reader, path = sys.argv[1:]
is_csv = path.endswith(".csv")

if reader == "polars":
    import polars as pl

    frame = pl.read_csv(path, try_parse_dates=True) if is_csv else pl.read_parquet(path)
    print(frame.describe())
    for name in frame.columns:
        print(frame[name].value_counts(sort=True).head(20))
else:
    import pandas as pd

    engine = "pyarrow" if reader == "pandas-pyarrow" else "c"
    frame = pd.read_csv(path, engine=engine) if is_csv else pd.read_parquet(path)
    print(frame.describe(include="all"))
    for name in frame.columns:
        print(frame[name].value_counts().head(20))
