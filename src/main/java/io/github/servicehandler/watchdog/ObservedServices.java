package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.ServiceStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last observations of services. Thread-safe. */
interface ObservedServices {

    /** Returns the state of a service; {@link ServiceState#UNKNOWN} while there is no contact with its manager. */
    ServiceState state(ServiceHandler service);

    /** Returns the last observations of a service. */
    Last last(ServiceHandler service, Sensor sensor);

    /**
     * The last observations of a service.
     *
     * @param status the status; empty while there is no contact with the manager
     * @param reading the last reading of the sensor in this run; {@code null} if there is none yet
     * @param baseline the last baseline of the sensor; {@code null} if there is none
     */
    record Last(
            Optional<ServiceStatus> status,
            @Nullable SensorReading reading,
            @Nullable Long baseline) {}
}
