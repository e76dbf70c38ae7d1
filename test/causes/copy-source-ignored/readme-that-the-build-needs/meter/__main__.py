print('metering')
