module example.com/alb-auth

go 1.19
