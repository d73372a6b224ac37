// Tells of every service of the user manager that fails, by go-systemd: its name, and when it was heard by CLOCK_MONOTONIC.
package main

import (
	"context"
	"fmt"
	"log"
	"syscall"
	"unsafe"

	"github.com/coreos/go-systemd/dbus"
)

const clockMonotonic = 1

func now() int64 {
	var time syscall.Timespec
	syscall.Syscall(syscall.SYS_CLOCK_GETTIME, clockMonotonic, uintptr(unsafe.Pointer(&time)), 0)
	return time.Nano()
}

func main() {
	connection, err := dbus.NewUserConnectionContext(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	updates := make(chan *dbus.PropertiesUpdate, 10000)
	errors := make(chan error, 1)
	connection.SetPropertiesSubscriber(updates, errors)
	if err := connection.Subscribe(); err != nil {
		log.Fatal(err)
	}
	fmt.Println("ready")
	for update := range updates {
		heard := now()
		if state, ok := update.Changed["ActiveState"]; ok && state.Value() == "failed" {
			fmt.Println(update.UnitName, heard)
		}
	}
}
