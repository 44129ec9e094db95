// Signs in with net/http. Usage: sign-in URL LOGIN PASSWORD; prints the protected page.
package main

import (
	"fmt"
	"html"
	"io"
	"log"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"regexp"
)

func read(response *http.Response, err error) (*http.Response, string) {
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		log.Fatal(err)
	}
	if response.StatusCode != http.StatusOK {
		log.Fatalf("%s returned %s: %s", response.Request.URL, response.Status, body)
	}
	return response, string(body)
}

func find(pattern, text string) string {
	found := regexp.MustCompile(pattern).FindStringSubmatch(text)
	if found == nil {
		log.Fatalf("%s is not in %s", pattern, text)
	}
	return html.UnescapeString(found[1])
}

func main() {
	jar, _ := cookiejar.New(nil)
	client := &http.Client{Jar: jar}
	page, text := read(client.Get(os.Args[1]))
	action, err := page.Request.URL.Parse(find(`action="(/login[^"]*)"`, text))
	if err != nil {
		log.Fatal(err)
	}
	form := url.Values{
		"_csrf":    {find(`name="_csrf" value="([^"]*)"`, text)},
		"username": {os.Args[2]},
		"password": {os.Args[3]},
	}
	_, protected := read(client.PostForm(action.String(), form))
	fmt.Print(protected)
}
