/**
 * What all operands use: labels, names, pods, network policies, custom kinds, images and inventory.
 */
package dev.openshiftkafka.kubernetes;
