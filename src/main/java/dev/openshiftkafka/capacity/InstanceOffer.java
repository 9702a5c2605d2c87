package dev.openshiftkafka.capacity;

import dev.openshiftkafka.capacity.model.InstanceType;

/**
 * An EC2 instance type that is on offer.
 *
 * @param type name and bandwidths
 * @param architecture x86_64 or arm64
 * @param vcpus number of virtual CPUs
 * @param memoryGiB memory in GiB
 */
public record InstanceOffer(InstanceType type, String architecture, int vcpus, double memoryGiB) {}
