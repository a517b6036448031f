"""Batches computed on other machines: who is there, who may, and what becomes of each batch.

`desk` keeps the books and knows no library; `link` says what it needs of whatever carries messages;
`dask_link` is that with Dask. `far_side` is what runs on a worker. `pool` makes an executor of it.
"""
