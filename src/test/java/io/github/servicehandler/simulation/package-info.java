/**
 * A simulation of watchdogs on virtual time: random rules, services, operators, faults and restarts of the program.
 * After each incident, laws are checked that must hold whatever happens.
 */
@NullMarked
package io.github.servicehandler.simulation;

import org.jspecify.annotations.NullMarked;
