package io.github.servicehandler.unit;

enum UnitType {
    SERVICE
}
