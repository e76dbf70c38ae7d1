package main

import "fmt"

func main() { fmt.Println("no \"net/http\" here") }
