/** Apache Kafka on OpenShift on AWS, declared as one Pulumi program. */
package dev.openshiftkafka;
