import httpx_of_the_shop

print(httpx_of_the_shop)
