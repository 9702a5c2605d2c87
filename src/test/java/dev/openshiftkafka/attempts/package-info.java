/** A program that tries to connect to listeners in many ways; tests run it in a pod. */
package dev.openshiftkafka.attempts;
